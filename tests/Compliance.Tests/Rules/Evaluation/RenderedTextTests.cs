using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Rules.Evaluation;

/// <summary>What a person reads is judged, and what is found there is told by its place on the wire.</summary>
public sealed class RenderedTextTests
{
    private static (int Field, int Start, int Length)[] Find(string term, string template, params (string Name, string Text)[] variables)
    {
        var message = Given.Sms() with { TemplateId = "t1", Contents = [Given.Variables(variables)] };
        var facts = message.AllAgreed() with { Template = Fact.Known(Given.Template(template)) };
        return Find(term, message, facts);
    }

    private static (int Field, int Start, int Length)[] Find(string term, Message message, KnownFacts? facts = null) =>
        [
            .. Given
                .Set(Given.ConsentRule, Given.Words("absolute", (term, Severity.Block)))
                .Decide(message, facts ?? message.AllAgreed())
                .Contents[0]
                .Findings.Where(finding => finding.Rule.Id == "absolute")
                .Select(finding => (finding.Field, finding.Start, finding.Length)),
        ];

    [Theory]
    [InlineData("{1}您好，{2}")]
    [InlineData("${1}您好，${2}")]
    [InlineData("{{1.DATA}}您好，{{2.DATA}}")]
    [InlineData("{1}您好")]
    public void A_word_in_a_variable_is_found_in_every_providers_template_and_outside_of_it(string template) =>
        Assert.Equal([(1, 2, 3)], Find("最低价", template, ("1", "张三"), ("2", "全网最低价")));

    [Fact]
    public void A_word_put_together_from_template_and_variable_is_found_in_the_variable() =>
        Assert.Equal([(0, 0, 1)], Find("最低价", "全网最低{1}，快来", ("1", "价")));

    [Fact]
    public void A_word_in_the_fixed_text_is_found_by_its_place_in_the_rendered_text() =>
        Assert.Equal([(-1, 4, 3)], Find("最低价", "{1}全网最低价", ("1", "张三")));

    [Fact]
    public void A_variable_that_stands_twice_is_found_once() => Assert.Equal([(0, 0, 3)], Find("最低价", "{1}，{1}", ("1", "最低价")));

    [Fact]
    public void A_placeholder_without_a_value_stays_and_braces_are_no_fault() =>
        Assert.Equal([(-1, 12, 3)], Find("最低价", "{1}{ {{x}{}a最低价", ("2", "张三")));

    [Fact]
    public void Fields_are_read_one_below_the_other_and_words_do_not_run_over_the_line()
    {
        var message = Given.Sms() with
        {
            Contents =
            [
                new()
                {
                    Fields =
                    [
                        new() { Name = "body", Text = "低价好物" },
                        new()
                        {
                            Name = "title",
                            Text = "全网最",
                            Role = FieldRole.Title,
                        },
                    ],
                },
            ],
        };
        Assert.Empty(Find("最低价", message));
        Assert.Equal([(1, 1, 2)], Find("网最", message));
        Assert.Equal([(0, 2, 2)], Find("好物", message));
    }

    [Fact]
    public void Empty_and_missing_texts_are_no_fault()
    {
        var message = Given.Sms() with
        {
            Contents = [new() { Fields = [] }, Given.Text("")],
            Recipients = [Given.Person(0, 0), Given.Person(1, 1)],
        };
        Assert.Equal(
            DecisionEffect.Permit,
            Given.Set(Given.ConsentRule, Given.Words("absolute", ("最低价", Severity.Block))).Decide(message).Effect
        );
    }
}
