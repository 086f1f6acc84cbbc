module github.com/seed12a3e673/zohocrm/conformance

go 1.25

replace github.com/seed12a3e673/zohocrm => ../

require (
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
	github.com/seed12a3e673/zohocrm v0.0.0
)

require (
	github.com/dlclark/regexp2/v2 v2.13.0 // indirect
	golang.org/x/text v0.14.0 // indirect
)
