using System.CommandLine;
using Consent.Torture.Runs;

return await new RootCommand("Breaks a cluster on purpose, and goes over what it answered.") { RunCommand.Create(), CheckCommand.Create() }
    .Parse(args)
    .InvokeAsync();
