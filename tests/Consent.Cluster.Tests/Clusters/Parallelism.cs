// One cluster, whose servers the tests kill: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
