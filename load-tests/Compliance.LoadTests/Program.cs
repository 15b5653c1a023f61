using System.CommandLine;
using Compliance.LoadTests.Audit;
using Compliance.LoadTests.Cost;
using Compliance.LoadTests.Pages;
using Compliance.LoadTests.Rules;
using Compliance.LoadTests.Wording;

// One verb a measurement; each lives in a folder of its own and hands its command in here.
var root = new RootCommand("Measures what the gateway costs. Every figure in a README names the verb that made it.")
{
    CostCommand.Create(),
    VendorCommand.Create(),
    PassthroughCommand.Create(),
    DecisionsCommand.Create(),
    WordingCommand.Create(),
    AuditCommand.Create(),
    ConsoleCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
