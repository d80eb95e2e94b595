using Diorama.Equality;

if (args.Length != 2) {
    Console.Error.WriteLine("usage: tests/equality/run COMMIT (this program compares two folders of datasets that it has made)");
    return 64;
}
var comparison = FolderComparison.Of(args[0], args[1]);
foreach (string difference in comparison.Differences) Console.WriteLine(difference);
Console.WriteLine($"{comparison.Files} files compared, {comparison.Differences.Count} differ");
return comparison is { Files: > 0, Differences.Count: 0 } ? 0 : 1;
