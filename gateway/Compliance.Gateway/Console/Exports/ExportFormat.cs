namespace Compliance.Gateway.Console.Exports;

internal enum ExportFormat
{
    /// <summary>For spreadsheet programs.</summary>
    Csv,

    /// <summary>For programs: a decision a line, as the API gives it.</summary>
    Ndjson,

    /// <summary>For auditors: exact bytes, a proof for each, and scripts that verify them anywhere.</summary>
    Package,
}
