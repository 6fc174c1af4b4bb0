using System.CommandLine;
using Consent.Torture.Checking;

return await new RootCommand("Breaks a cluster on purpose, and goes over what it answered.") { CheckCommand.Create() }
    .Parse(args)
    .InvokeAsync();
