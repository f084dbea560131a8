using System.Globalization;
using System.Text;
using LlmNotebooks.Gguf.Format;

namespace LlmNotebooks.Gguf.Tokenization;

/// <summary>The tokens of a SentencePiece model: text, score and kind of each, and how text is wrapped.</summary>
internal sealed class Vocabulary
{
    private const string Prefix = "tokenizer.ggml.";

    /// <summary>Tokens that end an answer wherever they are in the vocabulary, as llama.cpp has it.</summary>
    private static readonly string[] EndMarkers = ["<|im_end|>", "<|eot_id|>", "<|end|>", "<|endoftext|>", "<end_of_turn>", "<|end_of_text|>"];

    private readonly Dictionary<byte[], int> _ids;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _idsBySpan;
    private readonly byte[][] _texts;
    private readonly byte[][] _pieces;
    private readonly float[] _scores;
    private readonly TokenKind[] _kinds;
    private readonly int[] _byteTokens = new int[256];
    private readonly HashSet<int> _ends = [];

    /// <exception cref="GgufFormatException">The vocabulary is missing, inconsistent or of another kind than SentencePiece.</exception>
    public Vocabulary(GgufFile file)
    {
        string model = file.Text(Prefix + "model") ?? throw Missing("model");
        if (model != "llama")
        {
            throw new GgufFormatException($"tokenizer '{model}' is not supported, only 'llama' (SentencePiece) is", null, Prefix + "model");
        }

        _texts = file.Strings(Prefix + "tokens") ?? throw Missing("tokens");
        _scores = file.Reals(Prefix + "scores") ?? throw Missing("scores");
        int[] kinds = file.Integers(Prefix + "token_type") ?? throw Missing("token_type");
        if (_texts.Length == 0 || _scores.Length != _texts.Length || kinds.Length != _texts.Length)
        {
            throw new GgufFormatException($"{_texts.Length} tokens, {_scores.Length} scores and {kinds.Length} token types do not match", null, Prefix + "tokens");
        }

        _kinds = [.. kinds.Select(k => (TokenKind)k)];
        int strange = Array.FindIndex(_kinds, k => !Enum.IsDefined(k));
        if (strange >= 0)
        {
            throw new GgufFormatException($"token {strange} has the unknown type {kinds[strange]}", null, Prefix + "token_type");
        }

        int nan = Array.FindIndex(_scores, float.IsNaN);
        if (nan >= 0)
        {
            throw new GgufFormatException($"the score of token {nan} is not a number", null, Prefix + "scores");
        }

        _ids = new Dictionary<byte[], int>(_texts.Length, new ByteSequenceComparer());
        _idsBySpan = _ids.GetAlternateLookup<ReadOnlySpan<byte>>();
        for (int id = 0; id < _texts.Length; id++)
        {
            _ids[_texts[id]] = id;
        }

        _pieces = [.. Enumerable.Range(0, _texts.Length).Select(Piece)];
        Unknown = Token(file, "unknown_token_id");
        Bos = Token(file, "bos_token_id");
        Eos = Token(file, "eos_token_id");
        AddBos = file.Truth(Prefix + "add_bos_token") ?? true;
        AddEos = file.Truth(Prefix + "add_eos_token") ?? false;
        AddSpacePrefix = file.Truth(Prefix + "add_space_prefix") ?? true;
        if (AddBos && Bos is null)
        {
            throw new GgufFormatException("the text must begin with a token that is not named", null, Prefix + "bos_token_id");
        }

        if (AddEos && Eos is null)
        {
            throw new GgufFormatException("the text must end with a token that is not named", null, Prefix + "eos_token_id");
        }

        foreach (int? end in (int?[])[Eos, Token(file, "eot_token_id"), Token(file, "eom_token_id"), .. EndMarkers.Select(m => Find(Encoding.UTF8.GetBytes(m)))])
        {
            if (end is int id)
            {
                _ends.Add(id);
            }
        }

        for (int b = 0; b < _byteTokens.Length; b++)
        {
            _byteTokens[b] = Find(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<0x{b:X2}>"))) ?? Find([(byte)b]) ?? Unknown
                ?? throw new GgufFormatException($"byte {b} has no token and there is no unknown token", null, Prefix + "tokens");
        }
    }

    public int Count => _texts.Length;

    public int? Unknown { get; }

    public int? Bos { get; }

    public int? Eos { get; }

    public bool AddBos { get; }

    public bool AddEos { get; }

    public bool AddSpacePrefix { get; }

    /// <summary>The token that has exactly this text, or null.</summary>
    public int? Find(ReadOnlySpan<byte> text) => _idsBySpan.TryGetValue(text, out int id) ? id : null;

    public int OfByte(byte value) => _byteTokens[value];

    public float Score(int id) => _scores[id];

    public TokenKind Kind(int id) => _kinds[id];

    /// <summary>The token's text as stored, with U+2581 for spaces.</summary>
    public ReadOnlySpan<byte> Text(int id) => _texts[id];

    /// <summary>What the token adds to the text: nothing for control tokens.</summary>
    public ReadOnlySpan<byte> Bytes(int id) => _pieces[id];

    /// <summary>Whether the token ends an answer.</summary>
    public bool IsEnd(int id) => _ends.Contains(id);

    private static GgufFormatException Missing(string key) => new("the key is missing", null, Prefix + key);

    private byte[] Piece(int id) => _kinds[id] switch
    {
        TokenKind.Control or TokenKind.Unknown or TokenKind.Unused => [],
        TokenKind.Byte => [ByteValue(id)],
        TokenKind.UserDefined => _texts[id],
        _ => Spaces.Unescape(_texts[id]),
    };

    private byte ByteValue(int id)
    {
        ReadOnlySpan<byte> text = _texts[id];
        return text.Length == 6 && text.StartsWith("<0x"u8) && text[5] == (byte)'>'
            && byte.TryParse(text[3..5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value)
            ? value
            : throw new GgufFormatException($"byte token {id} is '{Encoding.UTF8.GetString(text)}' instead of '<0xNN>'", null, Prefix + "tokens");
    }

    private int? Token(GgufFile file, string key)
    {
        long? id = file.Integer(Prefix + key);
        return id is null || (id >= 0 && id < Count)
            ? (int?)id
            : throw new GgufFormatException($"token {id} is outside of the vocabulary of {Count}", null, Prefix + key);
    }
}
