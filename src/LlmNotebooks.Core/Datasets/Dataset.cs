using System.Collections;
using System.Security.Cryptography;
using LlmNotebooks.Datasets.Reading;
using LlmNotebooks.Datasets.Sampling;
using LlmNotebooks.Datasets.Spooling;
using LlmNotebooks.Datasets.Writing;

namespace LlmNotebooks.Datasets;

/// <summary>Samples under a name, in a fixed order, with a hash of their content. Immutable.</summary>
public sealed class Dataset
{
    private Dataset(string name, string? source, IReadOnlyList<Sample> samples, string hash)
    {
        Name = name;
        Source = source;
        Samples = samples;
        Hash = hash;
    }

    /// <summary>The file's name without its extension, or the name given.</summary>
    public string Name { get; }

    /// <summary>The file it was read from, as it was named; null where made from objects.</summary>
    public string? Source { get; }

    /// <summary>The samples, ids unique, at least one.</summary>
    /// <remarks>
    /// Those of a file, and of what is made of it, are not all held as objects: each is read when it is asked for, an equal one every time, by any number of threads.
    /// They are kept in memory up to 1 MB and beyond that in a temporary file, which goes with the dataset or the process.
    /// </remarks>
    public IReadOnlyList<Sample> Samples { get; }

    /// <summary>SHA-256 over the samples' hashes in order, 64 lower-case hexadecimal digits.</summary>
    /// <remarks>
    /// It follows the parsed content, not the file's bytes: line ends, blank lines, a byte order mark, the order of fields
    /// and their aliases leave it as it is; any change of a sample or of their order changes it.
    /// </remarks>
    public string Hash { get; }

    /// <summary>Reads a file of JSON lines (.jsonl), one JSON array or object (.json), CSV (.csv, .tsv), Parquet (.parquet) or YAML (.yaml), each also packed by gzip.</summary>
    /// <param name="path">The file, a text in UTF-8, with or without byte order mark, LF or CRLF; blank lines are skipped.</param>
    /// <param name="fields">Names of the fields or columns where they are not the usual ones.</param>
    /// <param name="format">How the file is written, where its extension does not say it.</param>
    /// <remarks>
    /// Each sample has <c>input</c>, or chat <c>messages</c>, and, optionally, <c>id</c>, <c>target</c> (one or several right answers), <c>choices</c>,
    /// <c>system</c>, <c>category</c>, <c>cluster</c>, <c>template</c>; <see cref="DatasetFields"/> tells the names. Further fields become metadata.
    /// With choices, a target is the label, the letter, the text or the index from 0 (a JSON number; in CSV, a whole number) of the right one, and becomes its letter; <see cref="DatasetFields.Answers"/> says which where it could be two.
    /// Of messages, the last user turn is the input, what stands before it the history, and an assistant's turn after it the target if there is no other.
    /// </remarks>
    /// <exception cref="DatasetFormatException">The file has no sample, or a line is not a sample; the message has file, line, field and the way out.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The file cannot be read, or the temporary one not be written; the message names its folder.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="format"/> is none of the named ones.</exception>
    public static Dataset Load(string path, DatasetFields? fields = null, DatasetFormat format = DatasetFormat.ByExtension)
    {
        RequireFile(path, format);
        using SampleSpooler spooler = new();
        DatasetFile.Read(path, fields ?? new DatasetFields(), format, spooler);
        return Complete(NameOf(path), path, spooler);
    }

    /// <summary>Reads a file as <see cref="Load"/> does, and collects everything that is wrong in it, and what loads and yet may mislead, instead of the first error only.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fields">Names of the fields or columns where they are not the usual ones.</param>
    /// <param name="format">How the file is written, where its extension does not say it.</param>
    /// <param name="limit">How many problems are listed, at least 1; all are counted.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not positive, or <paramref name="format"/> is none of the named ones.</exception>
    public static DatasetCheck Check(string path, DatasetFields? fields = null, DatasetFormat format = DatasetFormat.ByExtension, int limit = 100)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        RequireFile(path, format);
        using SampleSpooler spooler = new();
        ProblemLog problems = DatasetFile.Check(path, fields ?? new DatasetFields(), format, limit, spooler);
        Dataset? dataset = problems.Errors > 0 ? null : Complete(NameOf(path), path, spooler);
        return new DatasetCheck(path, dataset, problems.Problems(limit), problems.Errors, problems.Warnings, problems.Notes);
    }

    /// <summary>A dataset from objects.</summary>
    /// <param name="name">Its name, not blank.</param>
    /// <param name="samples">At least one, with unique ids.</param>
    /// <exception cref="ArgumentException">The name is blank, there is no sample, or an id occurs twice.</exception>
    public static Dataset Create(string name, IEnumerable<Sample> samples)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(samples);
        Sample[] all = [.. Distinct(name, samples)];
        return all.Length > 0 ? new Dataset(name, source: null, all, HashOf(all)) : throw new ArgumentException($"The dataset '{name}' has no sample.", nameof(samples));
    }

    /// <summary>Samples that were read before, under the name and source that they had.</summary>
    internal static Dataset Restore(string name, string? source, IEnumerable<Sample> samples) => Spool(name, source, samples);

    /// <summary>The first samples, all where there are fewer.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public Dataset Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return count >= Samples.Count ? this : With(Samples.Take(count));
    }

    /// <summary>The samples for which a condition holds, in their order.</summary>
    /// <exception cref="ArgumentException">It holds for none.</exception>
    public Dataset Where(Func<Sample, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        Dataset kept = With(Samples.Where(condition));
        return kept.Samples.Count > 0 ? kept : throw new ArgumentException($"The condition holds for none of the {Samples.Count} samples of '{Name}'.", nameof(condition));
    }

    /// <summary>The samples of some categories, in their order.</summary>
    /// <exception cref="ArgumentException">A category has no sample.</exception>
    public Dataset InCategories(params string[] categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        HashSet<string> known = [.. Samples.Select(s => s.Category).OfType<string>()];
        foreach (string category in categories)
        {
            if (!known.Contains(category))
            {
                throw new ArgumentException($"'{Name}' has no category '{category}'; it has {string.Join(", ", known.Order(StringComparer.Ordinal))}.", nameof(categories));
            }
        }

        return Where(sample => categories.Contains(sample.Category, StringComparer.Ordinal));
    }

    /// <summary>A random part, the same for the same seed, in the dataset's order; all where there are fewer.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Any number.</param>
    /// <remarks>Simple random sampling of samples without replacement, by the order of SHA-256 of seed and sample id: a larger count of the same seed contains the smaller one.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public Dataset Sample(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (count >= Samples.Count) { return this; }
        return Pick(Samples.Select((sample, index) => (Rank: HashRank.Of(seed, sample.Id), Index: index)).OrderBy(sample => sample.Rank).Take(count).Select(sample => sample.Index));
    }

    /// <summary>Writes the samples as JSON lines, which <see cref="Load"/> reads as the same samples with the same <see cref="Hash"/>.</summary>
    /// <param name="path">The file; one that is there is replaced once the new one is whole.</param>
    /// <param name="cancellationToken">Ends the writing; the file is then as it was.</param>
    /// <exception cref="InvalidOperationException">A sample's choices and target cannot be read again: fewer than two choices, equal or blank ones, or a target that is not a letter of them.</exception>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string unfinished = path + ".tmp";
        try
        {
            FileStream file = File.Create(unfinished);
            await using (file.ConfigureAwait(false))
            {
                await JsonLinesWriter.WriteAsync(this, file, cancellationToken).ConfigureAwait(false);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            try
            {
                File.Delete(unfinished);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // What cannot be deleted must not hide why the writing failed, which is thrown below.
            }

            throw;
        }
    }

    /// <summary>The samples as JSON lines, each ended by LF, see <see cref="SaveAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">A sample's choices and target cannot be read again.</exception>
    public string ToJsonLines() => JsonLinesWriter.Write(this);

    /// <summary>Name, number of samples and the beginning of the hash.</summary>
    public override string ToString() => $"{Name} ({Samples.Count} samples, {Hash[..12]})";

    /// <summary>Other samples under the same name, taken one after the other; kept as these are.</summary>
    internal Dataset With(IEnumerable<Sample> samples)
    {
        if (Samples is SampleSpool) { return Spool(Name, Source, samples); }
        Sample[] all = [.. samples];
        return new Dataset(Name, Source, all, HashOf(all));
    }

    /// <summary>Some of the samples, in their order.</summary>
    /// <param name="indexes">Which, in any order.</param>
    internal Dataset Pick(IEnumerable<int> indexes)
    {
        BitArray picked = new(Samples.Count);
        foreach (int index in indexes) { picked[index] = true; }
        return With(Samples.Where((_, index) => picked[index]));
    }

    /// <summary>Samples as they come.</summary>
    /// <exception cref="ArgumentException">An id occurs twice.</exception>
    internal static IEnumerable<Sample> Distinct(string name, IEnumerable<Sample> samples)
    {
        IdSet ids = new();
        int place = 0;
        foreach (Sample sample in samples)
        {
            if (!ids.TryAdd(sample.Id, ++place, out _)) { throw new ArgumentException($"The dataset '{name}' has two samples with the id '{sample.Id}'; ids are unique.", nameof(samples)); }
            yield return sample;
        }
    }

    private static Dataset Spool(string name, string? source, IEnumerable<Sample> samples)
    {
        using SampleSpooler spooler = new();
        foreach (Sample sample in samples) { spooler.Add(sample); }
        return Complete(name, source, spooler);
    }

    private static Dataset Complete(string name, string? source, SampleSpooler spooler)
    {
        (SampleSpool samples, string hash) = spooler.Complete();
        return new Dataset(name, source, samples, hash);
    }

    private static string HashOf(Sample[] samples)
    {
        using IncrementalHash all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using SampleHasher hasher = new();
        Span<byte> one = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (Sample sample in samples)
        {
            hasher.Hash(sample, one);
            all.AppendData(one);
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    private static string NameOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(name) : name;
    }

    private static void RequireFile(string path, DatasetFormat format)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!Enum.IsDefined(format)) { throw new ArgumentOutOfRangeException(nameof(format), format, "It is none of the formats."); }
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no dataset '{path}' (looked in '{Directory.GetCurrentDirectory()}').", path);
        }
    }
}
