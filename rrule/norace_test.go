//go:build !race

package rrule_test

const raceEnabled = false
