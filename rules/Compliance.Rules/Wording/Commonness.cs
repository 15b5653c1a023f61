namespace Compliance.Rules.Wording;

/// <summary>How often words are to be expected in ordinary text: a guess, good enough to choose by which part of a phrase it is looked for.</summary>
internal static class Commonness
{
    /// <summary>Characters of written Chinese and of offers, the most frequent first.</summary>
    private const string Frequent =
        "的一是不了在有人我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运卡食约店季节送满减元折券购订单款会员领取优惠活动商城预约衣服装时尚设计面料版型搭配穿周末早晚客号码券免油茶米酒糖果奶肉鱼菜汤饭房车票旅课班毛线换址复箱盒袋瓶杯套双份款色白红黑蓝香甜鲜味口感";

    private const double Together = 0.125;

    private static readonly double[] OfCharacter = Build();

    /// <summary>Of any of the texts at one place.</summary>
    public static double Of(string[] texts)
    {
        var sum = 0.0;
        foreach (var text in texts)
            sum += Of(text);
        return sum;
    }

    /// <summary>Of any of the one followed by any of the other.</summary>
    public static double OfJoined(string[] ones, string[] others) => Of(ones) * Of(others) / Together;

    /// <summary>Neighbouring characters belong together more often than by chance.</summary>
    private static double Of(string text)
    {
        var product = Together;
        foreach (var c in text)
            product *= Math.Min(1, OfCharacter[c] / Together);
        return product;
    }

    private static double[] Build()
    {
        var of = new double[0x10000];
        Array.Fill(of, 0.0001);
        for (var rank = Frequent.Length - 1; rank >= 0; rank--)
            of[Frequent[rank]] = 0.4 / (rank + 10);
        return of;
    }
}
