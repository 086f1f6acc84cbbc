//go:build race

package fieldtype

const patternRace = true
