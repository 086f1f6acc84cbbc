# make             what to run while you work: vet and the short tests
# make all         vet, and all tests: those of the modules of their own, too
# make test        all tests, with the direct sources and without them
# make race        all tests with the race detector
# make modules     the tests of the modules of their own: bench, conformance ...
# make fuzz        each fuzz target for FUZZTIME
# make bench       the measured goals
# make soak        random hostile input through the command for SOAKTIME
# make mutants     whether a test notices each change to the code of PACKAGES
# make golden      write the golden files and tables again: then read the diff
# make generate    write the tables of the documents and the generated code again
# make docs        write the documents that are generated, and follow the links of all
# make cover       the statements that the tests run, by package and in COVER
# make try         the page on which the command can be tried, in TRY: serve it with any web server
#
# .ci/run runs what must pass before a change goes in.

FUZZTIME = 1m
SOAKTIME = 10m
PACKAGES = ./fieldtype ./record ./modules ./payload ./rrule ./internal/names ./internal/near ./internal/packed ./internal/words
COVER = cover.out
TRY = docs/try

.PHONY: check all test race modules fuzz bench soak mutants golden generate docs cover try

# The tests hold little at a time: with Go's own GOGC, 100, a third of their time goes to
# the garbage collector. What go test would vet go vet has vetted.
check:
	go vet ./...
	GOGC=400 go test -short -vet=off ./...

all: test modules
	go vet ./...

test:
	go test ./...
	go test -tags nodirect ./...

race:
	go test -race ./...

modules:
	find . -mindepth 2 -name go.mod | sort | while read -r mod; do \
		(cd "$$(dirname "$$mod")" && go vet ./... && go test ./...) || exit 1; \
	done

fuzz:
	for target in $$(go test ./fuzz -list '^Fuzz' | grep '^Fuzz'); do \
		go test ./fuzz -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x || exit 1; \
	done

bench:
	cd bench && go test -run Ratios -ratios -v

soak:
	go run ./internal/soak -for $(SOAKTIME)

# The packages that have golden files.
GOLDEN = $$(go list -f '{{.ImportPath}} {{.TestImports}} {{.XTestImports}}' ./... | grep internal/testkit | cut -d ' ' -f 1)

mutants:
	go run ./internal/mutants $(PACKAGES)

golden:
	go test $(GOLDEN) -update

generate:
	go generate ./...
	cd bench && go generate ./crm

docs:
	go test $(GOLDEN) -run '^Test(Tables|\w+Page)$$' -update
	go test $(GOLDEN) -run '^Test(README|Links|Tutorial|\w+Page$$)'

cover:
	go test -short -coverpkg ./... -coverprofile $(COVER) ./...
	go tool cover -func $(COVER) | tail -n 1

# Without inlining the file is smaller by an eighth when it is packed.
try:
	GOOS=js GOARCH=wasm go build -trimpath -gcflags=all=-l -ldflags='-s -w' -o $(TRY)/zohocrm.wasm ./cmd/zohocrm
	install -m 644 "$$(go env GOROOT)/lib/wasm/wasm_exec.js" $(TRY)/wasm_exec.js
	@wc -c <$(TRY)/zohocrm.wasm | xargs echo bytes:
	@gzip -9 -c $(TRY)/zohocrm.wasm | wc -c | xargs echo packed:
