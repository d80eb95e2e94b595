using System.Runtime.InteropServices;

namespace Diorama.Core.Files;

/// <summary>
/// What keeps a file from being read or written, in our own words: one sentence with the file's name, whatever the runtime or a library
/// says. The number of the system's error (errno(3)) stays with it, since it decides whether trying again helps.
/// </summary>
public sealed class FileTrouble : IOException {
    private const int NoFile = 2, NoMemory = 12, Denied = 13, NotPermitted = 1, InUse = 11, Busy = 16, Exists = 17, NotAFolder = 20,
        IsAFolder = 21, SystemFiles = 23, ProcessFiles = 24, TextBusy = 26, Full = 28, ReadOnly = 30, LongName = 36, Loop = 40, Quota = 122,
        InputOutput = 5, Stale = 116, NotConnected = 107, TimedOut = 110, HostDown = 112;
    private const int LargestNumber = 133;
    private const long FullBytes = 1 << 20;

    private FileTrouble(string message, int number, Exception inner) : base(message, inner) => HResult = number;

    /// <summary>A file or folder that cannot be written.</summary>
    public static FileTrouble Writing(string path, Exception e) {
        int number = Number(e);
        // Libraries keep the number of their error to themselves.
        if (number == 0 && IsFull(Path.GetDirectoryName(Path.GetFullPath(path))!)) number = Full;
        return new($"{path} cannot be written: {Reason(path, number, e)}.", number, e);
    }

    /// <summary>What another process found, or what ended it, told with the number of the error.</summary>
    internal static FileTrouble Told(string message, int number) => new(message, number, new IOException(message));

    /// <summary>A process was ended from outside, or by the system for want of memory: it may go well another time.</summary>
    internal static FileTrouble Killed(string message) => Told(message, NoMemory);

    /// <summary>Makes a folder, with those above it, unless it is there.</summary>
    /// <exception cref="FileTrouble">The system does not let it be made.</exception>
    public static void MakeFolder(string path) {
        try {
            Directory.CreateDirectory(path);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw Writing(path, e);
        }
    }

    /// <summary>What is wrong with a file that was to be read, to stand behind its name.</summary>
    public static string Reading(string path, Exception e) =>
        Number(e) is NoFile ? Missing(path) : $"cannot be read: {Reason(path, Number(e), e)}.";

    /// <summary>Why there is no file at a path, to stand behind its name: nothing is there, or a folder.</summary>
    public static string Absent(string path) => Directory.Exists(path) ? "is a folder; a file was expected." : Missing(path);

    /// <summary>An error that nobody gave words to where it happened.</summary>
    public static string Sentence(Exception e) {
        if (e is FileTrouble) return e.Message;
        string? path = (e as FileNotFoundException)?.FileName ?? Quoted(e.Message);
        int number = Number(e);
        return path is null ? number == 0 ? e.Message : Reason("", number, e) + "."
            : number == NoFile ? $"{path} {Missing(path)}" : $"{path} cannot be used: {Reason(path, number, e)}.";
    }

    /// <summary>
    /// Whether it passes by itself or with some tidying: no room, a network that is gone, another process, limits of the system.
    /// </summary>
    public static bool IsTemporary(Exception? e) =>
        e is not null && (e is OutOfMemoryException || (e is IOException && Passes(Number(e))) || IsTemporary(e.InnerException));

    private static bool Passes(int number) => number is Full or Quota or InputOutput or Stale or NotConnected or TimedOut or HostDown
        or InUse or Busy or TextBusy or SystemFiles or ProcessFiles or NoMemory;

    /// <summary>Whether another process has the file open in a way that forbids it here.</summary>
    public static bool IsInUse(IOException e) => Number(e) == InUse;

    /// <summary>What stands at a path where something else was expected: "a file", "a link to nowhere, which does not exist".</summary>
    public static string WhatIs(string path) {
        var info = new FileInfo(path);
        if (Directory.Exists(path)) return "a folder";
        bool dangles = info.LinkTarget is not null && info.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true };
        return dangles ? $"a link to {info.LinkTarget}, which does not exist" : "a file";
    }

    private static string Missing(string path) => IsDangling(path) ? $"is {WhatIs(path)}." : "does not exist.";

    private static bool IsDangling(string path) {
        try {
            return new FileInfo(path).LinkTarget is not null && WhatIs(path) != "a file";
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException) {
            return false;
        }
    }

    private static int Number(Exception e) => e switch {
        FileNotFoundException or DirectoryNotFoundException => NoFile,
        PathTooLongException => LongName,
        IOException { HResult: > 0 and <= LargestNumber } => e.HResult,
        UnauthorizedAccessException { InnerException: IOException { HResult: > 0 and <= LargestNumber and var number } } => number,
        UnauthorizedAccessException => Denied,
        _ when e.InnerException is { } inner => Number(inner),
        _ => 0,
    };

    private static string Reason(string path, int number, Exception e) => number switch {
        0 => OneLine(e.Message),
        NoFile => NearestMissing(path) is { } folder ? $"the folder {folder} does not exist" : "nothing can be made there",
        Denied when Directory.Exists(path) && CanEnter(path) => "it is a folder; a file was expected",
        IsAFolder => "it is a folder; a file was expected",
        Denied or NotPermitted => "this user is not allowed to",
        ReadOnly => "its file system is read-only",
        NotAFolder => "a part of its path is a file; a folder was expected",
        Exists => $"there is {(path.Length > 0 && Path.Exists(path) ? WhatIs(path) : "something")} already",
        Full => "there is no room left",
        Quota => "the quota of this user is used up",
        ProcessFiles => "this process may not open more files at a time ('ulimit -n' tells and raises the limit)",
        SystemFiles => "the system has too many files open",
        InUse or Busy or TextBusy => "another process uses it",
        LongName => "its name is too long",
        Loop => "its links go round in a circle",
        InputOutput => "the disk reports an error",
        Stale or NotConnected or TimedOut or HostDown => "its file system is not to be reached",
        NoMemory => "the system has no memory left",
        _ => OneLine(Marshal.GetPInvokeErrorMessage(number)),
    };

    private static bool CanEnter(string folder) {
        try {
            _ = Directory.EnumerateFileSystemEntries(folder).FirstOrDefault();
            return true;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            return false;
        }
    }

    /// <summary>The first folder on the way that is not there; null when only the last name is missing.</summary>
    private static string? NearestMissing(string path) {
        string? missing = null, folder = Path.GetDirectoryName(Path.GetFullPath(path.Length > 0 ? path : "."));
        for (; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder)) missing = folder;
        return missing;
    }

    private static bool IsFull(string folder) {
        try {
            return new DriveInfo(folder).AvailableFreeSpace < FullBytes;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException) {
            return false;
        }
    }

    /// <summary>The runtime puts paths between apostrophes.</summary>
    private static string? Quoted(string message) {
        int first = message.IndexOf('\''), last = message.LastIndexOf('\'');
        return first >= 0 && last > first + 1 ? message[(first + 1)..last] : null;
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).TrimEnd('.');
}
