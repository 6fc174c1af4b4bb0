namespace Consent.Core.Texts.Languages;

/// <summary>Texts are cut into the longest of these words, since spaces are written as one likes; endings are loose.</summary>
internal static class Korean
{
    internal static Language Language { get; } = new("korean")
    {
        Words = """
            loose: 를 을 은 는 이 가 도 좀 더 더는 더이상 앞으로 다시 다시는 제발 저 저한테 저에게 나 나한테 나에게 제 내 한테 에게 이런 그런 그 요 주세요 주십시오 해주세요 해줘 해줘요 세요 하세요 해
            loose: 하지 하기 바랍니다 바라요 부탁 부탁드려요 부탁드립니다 부탁합니다 감사합니다 고마워요 고맙습니다 님 이제 지금 당장 모든 자꾸 계속 그만좀 로 으로 에서 에 의 주 줘 줘요 좀요 합니다 해요
            loose: 했으면 싶지 고 지 것 거 거를 이상 이번 안녕하세요 죄송하지만 죄송합니다 와 오 광고성 스팸성 절대 진짜 정말 하 여기 만 들 우리 저희 라고 할 게 시 십시오 드려요
            close: 감사합니다 고맙습니다 제발 저 부탁드립니다
            stop: 중지 중단 그만 멈춰 정지 스톱 스탑 그만해 멈추 차단 끊어 그만두 그만요 그만하
            send: 보내 보내지 보내는 보낼 보내기 전송 발송 전송하지 발송하지 보내시 보네지 보네 문자하지 보내지좀
            messages: 문자 메시지 메세지 문자메시지 문자메세지 광고 광고문자 스팸 알림 톡 카톡 연락 스팸문자 멧세지 sms 홍보 메시지들
            write: 연락 연락하지 연락을 귀찮게 괴롭히지 괴롭히 문자하지 성가시게 건드리지
            neg: 마 마라 마세요 마십시오 말아 말아요 말아줘 말아주세요 말라 말 마요 말고 금지 마시오 마셔요
            refuse: 싫어 싫습니다 싫다 싫 않 안 거부 거절 원치 원하지 안받
            take: 받고 받기 수신 받지 받을 받는 받아 안받을 오는
            rejection: 수신거부 구독취소 구독해지 수신차단 수신해지
            sub: 구독 수신 수신동의 동의
            cancel: 취소 해지 철회 거부 중지 차단
            remove: 삭제 빼 제외 지워 제거
            list: 명단 목록 리스트
            waiting: 대기 대기자
            number: 번호 전화번호
            wrong: 잘못 틀렸 틀린 틀려 잘못된
            you: 거셨 보내셨 아셨 하셨 거신 보내신 걸었 보냈
            honour: 거셨 보내셨 아셨 거신 보내신
            leave: 내버려 냅둬 놔둬 건들지
            interest: 관심
            none: 없 안 무
            alone: 중지 중단 정지 그만 그만해 멈춰 스톱 스탑 수신거부 구독취소 구독해지 수신차단 그만요 그만하 stop
            maybe: 취소 해지 탈퇴 나가기 거부 차단 싫어 삭제 종료 됐어 안해
            why: 왜
            told: 아직 그가 그녀
            not: 안 못
            need: 필요 필요없
            except: 대기자 전에 까지 내일 오늘 밤에 동안 예약 공사 이메일 대기
            other: 마지막 마음 마당 마감 마침 말씀 안내 안전 안녕 안에 안쪽 필요합니다 필요해 필요하 필요한 마트 마무리 얼마 엄마 하지만 걱정 이사 주소 주말 거실 거의 만나 만약 이미지 안경 마다 말일 연락처
            """,
        Requests = """
            stop send
            stop messages =.
            messages stop
            stop write
            send stop =.
            write stop
            rejection
            sub cancel
            remove number =.
            number remove
            list remove
            leave
            """,
        Refusals = """
            ^ send neg
            messages send neg
            number send neg
            write neg
            messages neg
            messages take refuse
            messages refuse =.
            messages refuse refuse
            take refuse messages
            messages refuse take
            wrong number
            number wrong
            wrong honour
            messages need none/refuse
            messages need =.
            """,
        Perhaps = """
            interest none
            """,
    };
}
