namespace Consent.Core.Texts.Sentences;

/// <summary>A word as the rules see it. Words that no rule tells apart are one.</summary>
internal enum Word : ushort
{
    Other,

    // A word of another language's file
    Foreign,

    // Between clauses
    Break, Question, Sign, Picture,

    // Keywords that are verbs of ending, in the form that is the keyword
    Stop, StopAll, Quit, Cancel, End, Remove, Revoke, Unsubscribe, OptOut, Arret, Alto, Parar, Baja,

    // Keywords of the other kinds
    Start, Resubscribe, Join, OptIn, Help, Info,

    // Other verbs and forms of ending
    Cease, Stopping, Stopped, Cancelling, Delete, Removed, TakeOff, Take, Taken, Withdraw, Revoked, Lose, Disable, Turn,
    Unsubscribed, Unsubscribing, Opt, Opted, OptedOut, Un, Subscribe, SignUp,

    // Sending and receiving
    Text, Contact, Call, Write, Email, Bother, Send, Texting, Contacting, Calling, Bothering, Hitting, Sending, Texted, Using,
    Receive, Get, Receiving, Getting, Hear, Hearing, Keep,

    // The messages, the list and so on, which are to end
    Messages, Mailings, Calls, Emails, Sms, Spam, List, Thread, Number, Name, Consent, Subscription, Stuff,

    // Persons
    I, You, Me, My, Your, He, Kin, Who, Person, GivenName, Brand,

    // Which
    This, That, These, It, The, A, All, Further, Any, More, Modifier, Waiting, Last, Digits,

    // Negations
    Dont, Doesnt, Didnt, Cant, Never, No, Not, NoMore, NoLonger, Longer, Without, Don, T,

    // Auxiliaries, questions, wishes
    Do, Does, Did, Modal, Have, Be, Been, Why, How, If, Want, Need, Rather, To, Let, Going, Allowed, Agree, Give, Think,

    // Small words
    Off, From, Of, Out, By, In, At, For, With, Timing, Today, Right, Good, Once, Instant, Period, And, But, Accident, Back, There,

    // Around a keyword
    Please, Courtesy, Ok, Now, Just, Anymore, Again, Yes, Greeting, Thank, Said, ISaid, Told, Profanity, Abuse, Swear,

    // Phrases' own
    Wrong, Times, Interested, Interest, Make, Leave, Alone, Enough, Go, Shut, Up, Away, Noun,

    // What STOP may be about, and what goes with it
    Job, Place, Home, Busy, Work, Laugh, Reason, Known, Belongs, Reassigned, Owner, Here, Lives, Died, Link, Broken, Fyi, Nobody,
    Resume, Source, Report,
    Else, Add, Undo, Dnc, Law, Lawyer, Illegal, Violation, Done, Sake, Ignore, Only, Instead, Heads,
}
