module github.com/seed12a3e673/zohocrm

go 1.25

require (
	github.com/dlclark/regexp2/v2 v2.13.0
	github.com/google/go-cmp v0.7.0
	github.com/leanovate/gopter v0.2.11
)

exclude github.com/smartystreets/goconvey v1.8.1
