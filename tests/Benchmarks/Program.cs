using PsyCare.Benchmarks;

// ./bench NAME: prints a table and closes with one line "RESULT NAME key=value ...".
switch (args)
{
    case ["session"]:
        await SessionBenchmark.RunAsync();
        return 0;
    case ["vault"]:
        await VaultBenchmark.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("usage: ./bench session | vault");
        return 2;
}
