namespace Consent.Core.Texts.Sentences;

/// <summary>Common given names in the US that are no everyday words: a customer signs with one.</summary>
internal static class GivenNames
{
    internal static readonly (Word Word, string Forms)[] All =
    [
        (Word.GivenName,
            "aaron abby abigail adam adrian aiden alan albert alejandro alex alexa alexander alexandra alexis alfred "
            + "alice alicia alison allen allison alyssa amanda amber amy ana andre andrea andrew andy angel angela angelica "
            + "anita ann anna anne annette annie anthony antonio april ariana arthur ashley audrey austin barb barbara "
            + "barry becky ben benjamin bernard bernice beth betty beverly blake bob bobby bonnie brad bradley brandon "
            + "brandy brenda brent brett brian brianna brittany brooke bruce bryan caleb calvin cameron carl carla carlos "
            + "carmen carol caroline carolyn carrie casey cassandra catherine cathy cecilia chad charlene charles charlie "
            + "charlotte chelsea cheryl chloe chris christian christina christine christopher christy cindy claire clarence "
            + "claudia clayton clifford clyde cody colin colleen connie connor corey courtney craig cristina crystal curtis "
            + "cynthia dan dana daniel danielle danny darlene darrell darren dave david deb debbie deborah debra denise "
            + "dennis derek derrick diana diane diego dolores donald donna doris dorothy doug douglas duane dustin dwayne "
            + "dylan earl ed eddie edgar eduardo edward edwin eileen elaine eleanor elena elijah elizabeth ella ellen emily "
            + "emma eric erica erik erin esther ethan eugene eva evan evelyn felicia fernando florence frances francis "
            + "francisco fred frederick gabriel gabriela gail gary geoff george gerald geraldine gina glen glenn gloria "
            + "gordon greg gregory gwen hailey haley hannah harold harry hazel heather hector heidi helen henry herbert "
            + "herman howard ian irene isaac isabel isabella ivan jackie jackson jacob jacqueline jaime jake james jamie "
            + "jan jane janet janice jared jasmine jason javier jay jean jeff jeffery jeffrey jen jenna jennifer jenny "
            + "jeremy jerome jerry jesse jessica jessie jill jim jimmy jo joan joann joanne jocelyn joe joel johanna john "
            + "johnny jon jonathan jordan jorge jose joseph josh joshua joyce juan juanita judith judy julia julian julie "
            + "june justin kaitlyn karen karl karla kate katelyn katherine kathleen kathryn kathy katie katrina kayla keith "
            + "kelly kelsey ken kendra kenneth kenny kevin kim kimberly kirk kristen kristin kristina kristy kurt kyle "
            + "larry latoya laura lauren laurie lawrence leah leo leon leonard leroy leslie lester lewis liam linda lindsay "
            + "lindsey lisa lloyd logan lois loretta lori lorraine louis louise lucas lucy luis luke lydia lynn madison "
            + "manuel marc marcia marcus margaret maria mariah marie marilyn mario marion marissa marjorie marlene marsha "
            + "martha martin marvin mary mathew matt matthew maureen maurice max megan meghan melanie melinda melissa "
            + "melvin mercedes meredith mia michael michaela michele michelle miguel mike mildred miranda misty mitchell "
            + "molly monica morgan nancy natalie natasha nathan nathaniel neil nelson nicholas nick nicole nina noah nora "
            + "norma norman olga olivia omar oscar pam pamela pat patricia patrick patsy patti patty paul paula pauline "
            + "pedro peggy pete peter phil philip phillip phyllis priscilla rachel rafael ralph ramon randall randy raul "
            + "raymond rebecca regina renee rhonda ricardo richard rick ricky rita robert roberta roberto robin rodney "
            + "roger roland ron ronald ronnie rosa rosemary rosie ross roy ruben russell ruth ryan sabrina sally sam "
            + "samantha samuel sandra sandy sara sarah savannah scott sean sergio seth shane shannon sharon shaun shawn "
            + "sheila shelby shelly sheri sherri sherry sheryl shirley sierra sofia sonia sonya sophia stacey stacy stan "
            + "stanley stella stephanie stephen steve steven stuart susan suzanne sydney sylvia tamara tammy tanya tara "
            + "taylor ted teresa terrance terri terry thelma theodore theresa thomas tiffany tim timothy tina todd tom "
            + "tommy toni tony tonya tracey traci tracy travis trevor tricia troy tyler tyrone valerie vanessa vera vernon "
            + "veronica vicki vickie vicky victor victoria vincent viola virginia vivian walter wanda wayne wendy wesley "
            + "whitney william willie wilma yolanda yvette yvonne zach zachary zoe"),
    ];
}
