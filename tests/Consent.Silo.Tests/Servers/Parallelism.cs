// Each test has a server process or two; more at once than this, and they wait for each other's start.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
