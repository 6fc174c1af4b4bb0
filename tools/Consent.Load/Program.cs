using Consent.Load;

// Before the first socket: answers are read on the thread that is told of them, and there is one, so that nothing is handed over.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");

return await LoadCommand.Create().Parse(args).InvokeAsync();
