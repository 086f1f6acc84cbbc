module github.com/seed12a3e673/zohocrm/bench

go 1.25

require github.com/seed12a3e673/zohocrm v0.0.0

require github.com/dlclark/regexp2/v2 v2.13.0 // indirect

replace github.com/seed12a3e673/zohocrm => ../
