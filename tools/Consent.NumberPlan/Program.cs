using Consent.NumberPlan;

if (args is not [var file])
{
    Console.Error.WriteLine("usage: Consent.NumberPlan FILE    writes the table of possible lengths, in C#");
    return 1;
}

File.WriteAllText(file, PossibleLengthsFile.Text());
return 0;
