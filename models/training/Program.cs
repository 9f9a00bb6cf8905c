using System.Globalization;
using PsyCare.Training;
using PsyCare.Training.Evaluation;
using PsyCare.Training.Scenes;

// The tools around the trained estimator; see README.md in this folder.
switch (args)
{
    case ["render", var head, var folder, var first, var count, var seed, var threads]:
        RenderCommand.Run(head, folder, Number(first), Number(count), Number(seed), Number(threads), Nuisances.Training);
        return 0;
    case ["sheet", var head, var file, var seed]:
        SheetCommand.Run(head, file, Number(seed));
        return 0;
    case ["eval", var head, var sessions]:
        return EvalCommand.Run(head, Number(sessions));
    case ["clip", var file, var rate]:
        ClipCommand.Run(file, double.Parse(rate, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("usage: render HEAD FOLDER FIRST-SESSION SESSIONS SEED THREADS | sheet HEAD FILE.ppm SEED | eval HEAD SESSIONS | clip FILE.ivf FRAMES-PER-SECOND");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
