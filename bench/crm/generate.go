// Package crm has the types of the leads that are measured.
package crm

//go:generate go run github.com/seed12a3e673/zohocrm/cmd/zohocrm generate -module Leads -fields leads.json -o leads_zoho.go
