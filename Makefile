# make             what to run while you work
# make test        all tests, with the direct sources and without them
# make race        all tests with the race detector
# make fuzz        each fuzz target for FUZZTIME
# make bench       the measured goals
# make soak        random hostile input through the command for SOAKTIME
# make golden      write the golden files and tables anew: then read the diff
#
# .ci/run runs what must pass before a change goes in.

FUZZTIME = 1m
SOAKTIME = 10m

.PHONY: all test race fuzz bench soak golden

all:
	go vet ./...
	go test -short ./...

test:
	go test ./...
	go test -tags nodirect ./...

race:
	go test -race ./...

fuzz:
	for target in $$(go test ./fuzz -list '^Fuzz' | grep '^Fuzz'); do \
		go test ./fuzz -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x || exit 1; \
	done

bench:
	cd bench && go test -run Ratios -ratios -v

soak:
	go run ./internal/soak -for $(SOAKTIME)

golden:
	go test $$(go list -f '{{.ImportPath}} {{.TestImports}} {{.XTestImports}}' ./... | grep internal/testkit | cut -d ' ' -f 1) -update
