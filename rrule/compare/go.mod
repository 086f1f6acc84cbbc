module github.com/seed12a3e673/zohocrm/rrule/compare

go 1.25

replace github.com/seed12a3e673/zohocrm => ../..

require (
	github.com/seed12a3e673/zohocrm v0.0.0
	github.com/teambition/rrule-go v1.8.2
)
