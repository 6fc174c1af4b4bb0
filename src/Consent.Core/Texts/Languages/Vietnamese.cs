namespace Consent.Core.Texts.Languages;

/// <summary>
/// Read without accents, as many write it: <c>dung</c> is dừng (stop) and, without the đ, đừng (don't); <c>goi</c> is both to
/// send and to call, and <c>nhan</c> both to text and to receive.
/// </summary>
internal static class Vietnamese
{
    internal static Language Language { get; } = new("vietnamese")
    {
        Words = """
            loose: xin vui lòng làm ơn cảm cám nhé nha ạ ạh à a đi nữa thêm cho tôi tui mình em anh chị cô chú bác toi tao tớ ad
            loose: hay dịch vụ điện thoại shop ơi các những bất kỳ cứ này nay ngay hãy lại của từ đến tới vào qua với ra khỏi
            loose: luôn quảng cáo việc lập tức ngay_lập bạn lắm nhiều liên lam hết đây please pls nhắn là thế giùm dùm giúp chào
            loose: kính
            close: rồi và hoặc nếu vì cảm_ơn cám_ơn
            stop: ngừng ngưng dừng thôi dứt chấm_dứt stop
            dont: đừng không khong ko hông hok kg k miễn kô
            send: gửi gởi nhắn nhận
            text: nhắn
            call: gọi
            messages: tin sms spam tinnhan thông_báo mess
            bother: phiền liên_lạc liên_hệ làm_phiền spam quấy_rối quấy_rầy
            more: nữa thêm
            want: muốn cần thích đồng_ý ý
            remove: xóa xoá bỏ loại gỡ rút đưa
            list: danh danh_sách sách
            waiting: chờ
            number: số sdt sđt tên
            me: tôi tui mình toi em
            cancel: hủy huỷ bỏ
            register: đăng_ký đăng_kí dk đk dky đky
            wrong: nhầm sai lộn lầm
            who: số người sdt
            leave: để cho
            peace: yên
            interest: quan_tâm hứng_thú nhu_cầu
            alone: ngừng ngưng
            maybe: dừng thôi hủy huỷ stop
            again: lại
            why: tại_sao vì_sao
            told: chưa đã
            not: đừng không khong ko hông chưa
            textmsg: nhắn_tin
            right: phải
            decline: từ_chối
            except: trước sau khi được lịch hẹn mai lúc sáng
            """,
        Requests = """
            stop send messages
            stop messages
            stop textmsg
            stop send =.
            stop bother
            stop call =.
            stop again =.
            cancel register
            cancel send? messages/textmsg
            remove me list !waiting
            remove number list !waiting
            remove number =.
            remove me =.
            leave peace
            """,
        Refusals = """
            dont send messages
            dont messages more
            dont send more
            dont text =.
            dont bother
            dont call more
            dont want send? messages
            dont want send =.
            dont want bother
            wrong who
            number wrong =.
            dont textmsg
            dont want textmsg
            dont right number
            decline send? messages/textmsg
            dont call textmsg/send
            """,
        Perhaps = """
            dont interest
            """,
    };
}
