using Compliance.Rules.Messages;

namespace Compliance.Rules.Evaluation;

/// <summary>Under what a variant is judged: its category, the message with the purpose that belongs to it, and the rules in force for both.</summary>
internal sealed record Lane(Message Message, Plan Plan, Category Category);
