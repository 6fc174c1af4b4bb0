namespace Consent.Core.Texts.Languages;

/// <summary>In simplified letters, to which traditional ones are folded. Texts are cut into the longest of these words.</summary>
internal static class Chinese
{
    internal static Language Language { get; } = new("chinese")
    {
        Words = """
            loose: 全部 请 麻烦 麻烦你 谢谢 多谢 谢 了 吧 啊 呢 呀 啦 我 我们 给 的 你 您 你们 您们 再 任何 这些 这种 这个 这 那些 那 个 都 也 就 把 将 从 自 一下 我的 他们 向 所有 一切 立即 马上 来
            loose: 他的 她的 立刻 现在 以后 今后 之后 继续 手机 贵公司 你好 您好 帮我 帮 可以 能 可不可以 能不能 我要 我想 如何 怎么 怎样 怎么样 要 想 上 中 里 里面 类似 广告类 垃圾 推广 吗 么 拜托
            loose: 老是 一直 总是 收 各种 条 收到
            close: 谢谢 否则 不然 我 请
            stop: 停止 停 停下 停下来 终止 中止 结束 停掉 暂停 关闭 取消 关掉 屏蔽
            dont: 不要 别 勿 请勿 不准 不许 甭 唔好 唔要 禁止 莫 不必 不用 无需
            more: 再
            refuse: 不想 不希望 不愿 不愿意 不需要 不接受 不同意 拒绝 拒收 不要 不再 不想再 谢绝 唔想
            send: 发送 发 发来 发给 寄 寄送 传 传送 传来 推送 群发 发发 转发 寄来
            receive: 收到 接收 收 接受 收取 看到 接到 收听
            messages: 短信 信息 消息 讯息 简讯 短讯 资讯 通知 广告 推销 推广信息 垃圾短信 垃圾信息 骚扰短信 广告短信 推销短信 讯 sms 推送 订阅
            write: 联系 联络 打扰 骚扰 烦 发短信 发讯息 发消息 发信息 传简讯 传讯息 发简讯 烦我 吵 来烦
            call: 打电话 打 来电 致电
            unsub: 退订 退阅 取消订阅 取消推送 取消短信 退出订阅 解除订阅 退订短信 取消关注 停止订阅 td退订 取消接收 停订
            remove: 删除 移除 删掉 去掉 除去 移出 剔除 拿掉 划掉 删 移走 除名
            me: 我 我们
            list: 名单 列表 清单 通讯录 群组 数据库
            waiting: 候补 等候 等待
            number: 号码 电话 手机号 号 名字 电话号码 手机号码 联系方式 资料
            wrongto: 打错 发错 找错 认错 弄错 搞错 传错
            you: 你 您 你们 您们
            errs: 错 错误 不对 错了 有误
            who: 人 号码 号 电话 对象
            notme: 不是本人
            leave: 离我远点 放过我 让我静静 让我安静 别烦我 别来烦我 滚远点
            consent: 同意 授权
            revoke: 撤回 撤销 收回
            interest: 没兴趣 不感兴趣 没有兴趣 无兴趣 冇兴趣
            alone: 退订 停止 停 停下 取消订阅 拒收 退阅 停订 勿扰 请勿打扰
            maybe: 取消 退出 够了 滚 终止 结束 td 中止 暂停 滚开 删除
            why: 为什么 为何 怎么不 点解
            told: 他 她 还没 没有 已经 不小心 是不是
            not: 不要 别 勿 请勿 没 不 没有 不想 不会 不用
            sign: td
            dialled: 打错
            notbe: 不是 不是我的 并不是
            except: 候补 等候 等待 之前 以前 前 明天 今天 晚上 早上 预约 预订 课程 酒店 房间 票 约 订单 会议 发票
            other: 发票 发货 发现 发生 出发 发烧 开发 停车 停电 停水 别人 别的 特别 分别 级别 再见 性别 别墅 停留 发出 打开 打扫 停车场 发动 收费 公交站 打印 传真 收据 收拾 不停 停不 号楼 寄存 差别 区别
            other: 个别 告别 识别 烦恼 信息表 打算 发布 收入 中午 停业 上午
            """,
        Requests = """
            stop send messages
            stop send =.
            stop messages
            stop write
            stop receive messages
            unsub
            remove number =.
            remove number list !waiting
            remove list !waiting
            remove me =.
            list remove
            number remove =.
            me remove =.
            number list remove
            revoke consent
            """,
        Refusals = """
            dont send messages
            dont send =.
            dont send more =.
            dont messages =.
            dont write
            dont more call
            refuse receive messages
            refuse receive =.
            refuse messages
            refuse write
            refuse send messages
            refuse send =.
            refuse more send =.
            leave
            wrongto who
            you wrongto =.
            errs number
            number errs =.
            notbe number
            """,
        Perhaps = """
            interest
            notme
            dialled =.
            """,
    };
}
