package payload

// BulkCredits are the API credits of a Bulk Write job. Insert, update and upsert cost
// one credit for each ten records (API limits page).
const BulkCredits = 500

// A BulkPlan compares Bulk Write with the calls of 100 records each.
type BulkPlan struct {
	Records     int // that are to be written
	Files       int // zips to upload, each with a job of its own
	Credits     int // of the jobs
	Calls       int // of insert, update or upsert
	CallCredits int // of the calls
}

// PlanBulk returns the files, calls and credits for a number of records. More files
// are needed if the records are so large, or have so many different fields, that a
// file cannot hold [MaxBulkRows] of them.
func PlanBulk(records int) BulkPlan {
	records = max(records, 0)
	files := ceil(records, MaxBulkRows)
	return BulkPlan{
		Records: records, Files: files, Credits: files * BulkCredits,
		Calls: ceil(records, MaxRecords), CallCredits: records/MaxRecords*(MaxRecords/10) + ceil(records%MaxRecords, 10),
	}
}

// Cheaper reports whether the jobs cost fewer credits than the calls.
func (p BulkPlan) Cheaper() bool { return p.Credits < p.CallCredits }

// ceil returns n / m, rounded up.
func ceil(n, m int) int {
	if n%m > 0 {
		return n/m + 1
	}
	return n / m
}
