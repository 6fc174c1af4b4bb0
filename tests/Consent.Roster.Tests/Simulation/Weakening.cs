namespace Consent.Roster.Tests.Simulation;

/// <summary>The rules as they are, or with one of them weakened: what each is for is shown by what goes wrong without it.</summary>
internal enum Weakening
{
    None,

    /// <summary>Rules 1 and 2: freshness needs a poll.</summary>
    LoadCountsAsPoll,

    /// <summary>Rule 2: a poll shows whether the server's own row is there and not retired.</summary>
    NoOwnRowCheck,

    /// <summary>Rule 2: a poll shows whether the ledger is the one that was followed.</summary>
    LedgerIsNotCompared,

    /// <summary>Rule 3: first the gate, then the look-up.</summary>
    GateAfterLookUp,

    /// <summary>Rule 2: fresh as of when the poll was sent.</summary>
    FreshAsOfReply,

    /// <summary>Rule 4: requests that arrive while a poll runs share the next one.</summary>
    RequestJoinsRunningPoll,

    /// <summary>Rule 4: writers who ask while a request is under way share the next one.</summary>
    WriterJoinsRunningRequest,

    /// <summary>Rule 4: only a positive answer counts.</summary>
    RefusedConnectionCounts,

    /// <summary>Rule 4: every answer that tells of an opt-out waits.</summary>
    DuplicateDoesNotWait,

    /// <summary>Rule 4: retired replicas are asked too.</summary>
    RetiredRowsAreSkipped,

    /// <summary>Rule 5: a retired row is deleted once its freshness has run out for certain.</summary>
    RowDeletedWithoutWaiting,

    /// <summary>Rule 6: a retired server deletes its row only once it is fresh under another id.</summary>
    FormerRowDeletedAtOnce,

    /// <summary>Rule 4: 1.25 times, since clocks drift.</summary>
    WaitIsOneTimes,

    /// <summary>Rule 4: answered under that very id, not by whoever is at that address now.</summary>
    AnswersUnderAnyId,

    /// <summary>Rule 4: a replica that is not fresh answers at once only if no poll that was sent earlier can make it fresh.</summary>
    AnswersAtOnceWhilePolling,

    /// <summary>Rule 6: closes its roster, and only then deletes its row.</summary>
    RowDeletedBeforeClosing,

    /// <summary>Push: a place is known by its mark, not by its position.</summary>
    PlaceWithoutMark,

    /// <summary>Push: the entry before the first new one must have the same mark.</summary>
    EntryBeforeIsNotCompared,

    /// <summary>Push: of the entries that are known already the last must have the same mark.</summary>
    OverlapIsNotCompared,

    /// <summary>Push: entries are applied only without a gap before them.</summary>
    GapsAreApplied,

    /// <summary>Push: only polls make a roster fresher.</summary>
    PushMakesFresh,

    /// <summary>Push: a poll that was sent earlier takes back nothing that has been pushed since.</summary>
    OldReplyOverPushes,

    /// <summary>Commit: a server knows what it has written itself before it acknowledges it.</summary>
    OwnEntriesAreNotApplied,

    /// <summary>Commit: the list of replicas is read once the write's turn has come.</summary>
    ListReadBeforeTheTurn,

    /// <summary>Commit: a server that registers takes the turn.</summary>
    RegistrationTakesNoTurn,

    /// <summary>Commit: the wait counts from when the commit was reported.</summary>
    WaitCountsFromTheRequest,

    /// <summary>Push: only what is certain is pushed, not what a transaction may still take back.</summary>
    PushedBeforeTheCommit,

    /// <summary>A server's age is the larger of what its two clocks say.</summary>
    AgeByMonotonicClockOnly,

    /// <summary>A writer's wait is the smaller of what its two clocks say.</summary>
    WaitByWallClockOnly,

    /// <summary>Strict: a check waits for a poll sent after it arrived.</summary>
    StrictCheckJoinsRunningPoll,

    /// <summary>Strict: first that poll, then the look-up.</summary>
    StrictLooksUpBeforeItsPoll,

    /// <summary>Strict: nobody waits for such a server, so its clocks tell nothing.</summary>
    StrictGoesByTheClocks,

    /// <summary>Rule 4: a Strict server, too, waits for others that do not answer, and its slower clock must not be fast.</summary>
    StrictWaitsByFastClocks,
}
