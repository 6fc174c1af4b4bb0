namespace Consent.Core.Texts.Sentences;

/// <summary>What a customer asks to stop, or where, other than the messages: "stop the leak", "stop work".</summary>
internal static class OtherActs
{
    internal static readonly (Word Word, string Forms)[] All =
    [
        (Word.Job,
            // What runs, leaks and makes a noise
            "leak leaks leaking leaky drip drips dripping water noise noises sound sounds smell smells odor beep beeps "
            + "beeping alarm alarms running run flow flows flowing valve valves drain drains drainage sewer sewage toilet "
            + "toilets faucet sink tub shower pump heater furnace boiler ac hvac unit units thermostat fan compressor "
            + "engine motor traffic meter gas power electricity generator machine washer dryer fridge freezer dishwasher "
            + "oven stove lamp light lights breaker fuse pipe pipes hose sprinkler sprinklers irrigation squeak squeaking "
            + "rattle rattling clog clogging overflow overflowing backing spinning bleeding bleed motion fire smoke mold "
            + "rust draft flood flooding rain snow roof gutter gutters "
            // What is done, ordered and paid
            + "project projects emergency burst paper newspaper newspapers medication medicine meds statement statements "
            + "construction payment payments pay paying service services servicing order orders delivery deliveries "
            + "shipment shipments shipping installation installs install installing repair repairs autopay billing bill "
            + "bills charge charges charging fee fees invoice invoices quote quotes estimate estimates appointment "
            + "appointments appt visit visits schedule scheduling treatment treatments spray spraying mow mowing lawn tree "
            + "trees dig digging drill drilling paint painting cleaning cleanings cleaner cleaners crew crews team teams "
            + "tech techs technician technicians plumber plumbers electrician contractor contractors workers driver drivers "
            + "van vans delivering production membership contract policy warranty refund "
            // Compounds
            + "signs watch gap gaps loss limit limits cock bath bar shop shops store station lane "
            // Animals, habits and opinions
            + "dog dogs cat cats barking bugs ants mice rats roaches termites mosquitoes wasps bees pest pests raccoons "
            + "smoking drinking worrying crying measure measures prop proposition amendment ballot vote voting voters "
            + "election trump biden harris democrats republicans congress senate president mayor government war wars "
            + "genocide hate tax taxes abortion pipeline fracking oil climate covid vaccine vaccines mandate violence "
            + "corruption lies steal crime bullying cruelty racism inflation socialism"),
        (Word.Work, "work"),
        (Word.Place,
            "over through thru near outside inside around onto under behind across along past upstairs downstairs short "
            + "office gate door driveway street"),
        (Word.Home, "home house place car cars vehicle vehicles boat property"),
        (Word.Busy,
            "driving working meeting meetings busy sleeping asleep napping nap class church court surgery hospital "
            + "dentist movie theater flight conference interview zoom monitored unmonitored"),
    ];
}
