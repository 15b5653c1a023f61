using Compliance.Policies.Cli;

return PolicyCtl.Run(args, Console.Out, Console.Error, terminal: !Console.IsOutputRedirected, TimeProvider.System);
