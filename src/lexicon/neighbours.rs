//! Words that are read by what stands beside them.

/// `"dei3"` for 得 in 我得走了: the syllables of a word between two others, an empty one at an edge. `None` where the usual reading goes.
/// `is_verb` is asked of words of several characters.
pub(super) fn among(before: &str, word: &str, after: &str, is_verb: impl Fn(&str) -> bool) -> Option<&'static str> {
    let begins = |list: &str| after.chars().next().is_some_and(|c| list.contains(c));
    let ends = |list: &str| before.chars().next_back().is_some_and(|c| list.contains(c));
    match word {
        // What was done once: 吃过饭, but not 走过来 and 过年.
        "过" | "過" => (is_done(before, is_verb) && !begins("来來去头頭身年节節")).then_some("guo5"),
        "得" if begins("了过過到") => (before.is_empty() || is_pronoun(before)).then_some("de2"),
        // Must, not the particle of manner and degree, which follows a verb.
        "得" => (is_pronoun(before) || is_adverb(before) || is_time(before)).then_some("dei3"),
        // 吃得了, not "enough".
        "得了" => {
            let is_one = before.chars().count() == 1;
            (is_one && !is_pronoun(before) && !is_adverb(before)).then_some("de5 liao3")
        }
        // Ground, not the particle of manner.
        "地" => {
            let is_ground = begins("里裡上下是") || ends("块塊片亩畝满滿扫掃拖种種了子着著");
            (before.is_empty() || is_ground).then_some("di4")
        }
        // Wearing, not attire.
        "穿着" | "穿著" => {
            (!after.is_empty() && !before.ends_with('的') && !begins("打很")).then_some("chuan1 zhe5")
        }
        // To catch fire.
        "着" | "著" => (ends("火灯燈") && begins("了起")).then_some("zhao2"),
        // Of people, 人们, not someone's ways.
        "为人" | "為人" => matches!(after, "们" | "們").then_some("wei4 ren2"),
        // 那只鸟, but not 那只会.
        "只" => (is_count(before) && !begins("会會能要有是想好怕在因可用需应應须須靠剩")).then_some("zhi1"),
        "行" => is_count(before).then_some("hang2"),
        // A line of writing, not a party of travellers.
        "一行" => (ends("这這那哪每") || begins("字泪淚诗詩树樹")).then_some("yi1 hang2"),
        // To give back, not "still".
        "还" | "還" => {
            let is_owed = matches!(before, "没" | "沒" | "没有" | "沒有" | "把");
            (is_owed || begins("给給钱錢债債清贷貸了")).then_some("huan2")
        }
        // To grow, not "long".
        "长" | "長" => begins("着著得出满滿高成在").then_some("zhang3"),
        // To count and to measure, not a number and an amount.
        "数" | "數" => (begins("着著到了清一") || matches!(before, "了" | "一")).then_some("shu3"),
        "量" => (begins("一了体體血身") || matches!(before, "了" | "一")).then_some("liang2"),
        "倒" if begins("了") => {
            let is_poured = before.is_empty() || is_pronoun(before) || is_adverb(before) || before.ends_with("先生");
            (!is_poured).then_some("dao3")
        }
        "倒" => begins("在下着著").then_some("dao3"),
        // To plant, not "kind".
        "种" | "種" => {
            let is_kind = is_count(before) || matches!(before, "各" | "同" | "多");
            (!is_kind && begins("树樹花菜地田下着著了粮糧在出水稻麦麥棉豆瓜蔬玉茶果草庄莊满滿上的")).then_some("zhong4")
        }
        // Dry, not to do.
        "干" | "乾" => ends("服晒曬擦晾烘吹喝口嘴唇泪淚汗河很太").then_some("gan1"),
        // Days off, not "false".
        "假" => (ends("天周週月年了个個日请請放休病产產事婚") && !begins("的")).then_some("jia4"),
        "曾" => (before == "姓").then_some("Zeng1"),
        // To fill a bowl.
        "盛" => begins("了饭飯汤湯菜满滿一着著出").then_some("cheng2"),
        // A gap, not to sew.
        "缝" | "縫" => (ends("门門窗墙牆石裂地牙指眼条條道") || begins("里裡中")).then_some("feng4"),
        // To be fond of.
        "好" => {
            let is_liked = matches!(after, "喝酒" | "下棋" | "打牌" | "赌" | "賭" | "吹牛");
            (is_pronoun(before) && is_liked).then_some("hao4")
        }
        // Time to spare.
        "空" => {
            let is_had = matches!(before, "有" | "没" | "沒" | "没有" | "沒有" | "抽" | "填" | "腾" | "騰");
            is_had.then_some("kong4")
        }
        // To answer, not "should".
        "应" | "應" => begins("了着著道").then_some("ying4"),
        // To be, not "for".
        "为" | "為" | "爲" => {
            let is_value = before.ends_with(BECOMES) || ends("半龄齡率額额积積值價价") || is_quality(before);
            (is_value || is_adverb(before) || is_count(after) || begins("零")).then_some("wei2")
        }
        _ => None,
    }
}

/// True for a verb whose 过 says that it was done once; behind a movement it says where that goes.
fn is_done(word: &str, is_verb: impl Fn(&str) -> bool) -> bool {
    // 我去 is in the dictionary, as an exclamation.
    let word = word.strip_prefix(['我', '你', '他', '她']).unwrap_or(word);
    let mut chars = word.chars();
    match (chars.next(), chars.next_back()) {
        (Some(c), None) => VERBS.contains(c),
        (Some(_), Some(last)) => !MOVEMENTS.contains(last) && is_verb(word),
        _ => false,
    }
}

const VERBS: &str = "去来來说說吃看学學见見听聽当當做想用买買读讀写寫住问問爱愛喝玩试試打教谈談唱哭笑病养養骂罵恨帮幫找提讲講结結离離有犯死伤傷输輸赢贏\
    尝嘗干幹睡坐骑騎开開卖賣演画畫拍查闻聞碰遇受怕会會收送借带帶戴得";
const MOVEMENTS: &str = "走跑驶駛飞飛跨越绕繞翻渡游跳转轉掉回点點递遞接拿伸传傳超胜勝滑掠闪閃爬经經路流漫照扫掃瞟瞥";

/// What is of a kind, an age, a place, and says so with 为.
fn is_quality(word: &str) -> bool {
    const ENDS: [&str; 19] = [
        "时间", "時間", "地点", "地點", "职业", "職業", "主题", "主題", "题目", "題目", "目的", "目标", "目標", "原因",
        "结果", "結果", "名字", "身份", "性别",
    ];
    ENDS.contains(&word)
}

/// A time or a degree, behind which 得 is "must".
fn is_time(word: &str) -> bool {
    const WORDS: [&str; 20] = [
        "至少", "只", "恐怕", "今天", "明天", "现在", "現在", "以后", "以後", "可能", "肯定", "大概", "先", "必须",
        "必須", "但", "那", "那就", "否则", "不然",
    ];
    WORDS.contains(&word)
}

/// What something is divided, changed, chosen or called into with 为.
const BECOMES: [char; 24] = [
    '分', '称', '稱', '改', '选', '選', '译', '譯', '视', '視', '变', '變', '化', '列', '作', '定', '评', '評', '命',
    '名', '升', '降', '增', '减',
];

fn is_pronoun(word: &str) -> bool {
    matches!(word, "我" | "你" | "您" | "他" | "她" | "它" | "咱" | "谁" | "誰") || word.ends_with(['们', '們'])
}

fn is_adverb(word: &str) -> bool {
    matches!(
        word,
        "都" | "也"
            | "还"
            | "還"
            | "就"
            | "总"
            | "總"
            | "必"
            | "可"
            | "真"
            | "非"
            | "又"
            | "均"
            | "皆"
            | "即"
            | "约"
            | "約"
            | "仅"
            | "僅"
            | "最"
            | "应"
            | "應"
            | "既"
    )
}

/// True for what ends in a numeral, or points at one of several: a measure word follows.
fn is_count(word: &str) -> bool {
    word.ends_with(|c: char| {
        c.is_ascii_digit() || "〇一二三四五六七八九十百千万萬两兩几幾半这這那哪每某多数數".contains(c)
    })
}
