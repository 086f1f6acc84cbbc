package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// TestFlagsPage compares docs/flags.md with the help of each command.
func TestFlagsPage(t *testing.T) {
	var page strings.Builder
	page.WriteString("# Flags\n\nThe help of each command, as `zohocrm COMMAND -h` prints it. What the commands do is in [command.md](command.md).\n")
	for _, c := range commands() {
		var help strings.Builder
		f := newFlags(c.name)
		c.define(f)
		c.printHelp(&help, f)
		fmt.Fprintf(&page, "\n## %s\n\n```\n%s\n```\n", c.name, strings.TrimRight(help.String(), "\n"))
	}
	testkit.Golden(t, "../../../docs/flags.md", []byte(page.String()))
}
