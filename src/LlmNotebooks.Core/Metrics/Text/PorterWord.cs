namespace LlmNotebooks.Metrics.Text;

/// <summary>One word on its way through the steps of Porter's algorithm.</summary>
internal sealed class PorterWord
{
    private static readonly (string Suffix, string Replacement)[] Step1aRules = [("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")];

    private static readonly (string Suffix, string Replacement)[] Step2Rules =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"),
        ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
        ("fulli", "ful"), ("logi", "log"),
    ];

    private static readonly (string Suffix, string Replacement)[] Step3Rules =
        [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    // The first that fits is the only one tried, so the longer of two with one ending comes first.
    private static readonly string[] Step4Suffixes =
        ["al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize"];

    private readonly char[] _letters;
    private int _length;

    public PorterWord(string word)
    {
        // No step makes a word longer than it was by more than a letter.
        _letters = new char[word.Length + 2];
        word.CopyTo(_letters);
        _length = word.Length;
    }

    private ReadOnlySpan<char> Word => _letters.AsSpan(0, _length);

    public override string ToString() => Word.ToString();

    public void Reduce()
    {
        Plural();
        PastAndParticiple();
        if (Ends("y") && _length > 2 && IsConsonant(_length - 2)) { _letters[_length - 1] = 'i'; }
        DoubleSuffix();
        Apply(Step3Rules);
        Residue();
        FinalE();
        if (Ends("ll") && Measure(_length - 1) > 1) { _length--; }
    }

    private void Plural()
    {
        if (_length == 4 && Ends("ies"))
        {
            _length--;
            return;
        }

        foreach ((string suffix, string replacement) in Step1aRules)
        {
            if (Ends(suffix))
            {
                Replace(suffix, replacement);
                return;
            }
        }
    }

    private void PastAndParticiple()
    {
        if (Ends("ied"))
        {
            _length -= _length == 4 ? 1 : 2;
            return;
        }

        if (Ends("eed"))
        {
            if (Measure(_length - 3) > 0) { _length--; }
            return;
        }

        int stem = Ends("ed") ? _length - 2 : Ends("ing") ? _length - 3 : -1;
        if (stem < 0 || !HasVowel(stem)) { return; }
        _length = stem;
        if (Ends("at") || Ends("bl") || Ends("iz")) { _letters[_length++] = 'e'; }
        else if (EndsInDoubleConsonant())
        {
            if (_letters[_length - 1] is not ('l' or 's' or 'z')) { _length--; }
        }
        else if (Measure(_length) == 1 && EndsShort(_length)) { _letters[_length++] = 'e'; }
    }

    private void DoubleSuffix()
    {
        while (Ends("alli") && Measure(_length - 4) > 0) { _length -= 2; }
        foreach ((string suffix, string replacement) in Step2Rules)
        {
            if (!Ends(suffix)) { continue; }
            // The l of -logi counts with the stem, so that short ones like geo work.
            if (Measure(suffix == "logi" ? _length - 3 : _length - suffix.Length) > 0) { Replace(suffix, replacement); }
            return;
        }
    }

    private void Apply((string Suffix, string Replacement)[] rules)
    {
        foreach ((string suffix, string replacement) in rules)
        {
            if (!Ends(suffix)) { continue; }
            if (Measure(_length - suffix.Length) > 0) { Replace(suffix, replacement); }
            return;
        }
    }

    private void Residue()
    {
        foreach (string suffix in Step4Suffixes)
        {
            if (!Ends(suffix)) { continue; }
            int stem = _length - suffix.Length;
            if (Measure(stem) > 1 && (suffix != "ion" || _letters[stem - 1] is 's' or 't')) { _length = stem; }
            return;
        }
    }

    private void FinalE()
    {
        if (!Ends("e")) { return; }
        int measure = Measure(_length - 1);
        if (measure > 1 || (measure == 1 && !EndsShort(_length - 1))) { _length--; }
    }

    private bool Ends(string suffix) => Word.EndsWith(suffix, StringComparison.Ordinal);

    private void Replace(string suffix, string replacement)
    {
        _length -= suffix.Length;
        replacement.CopyTo(_letters.AsSpan(_length));
        _length += replacement.Length;
    }

    // Neither a, e, i, o, u, nor y after a consonant.
    private bool IsConsonant(int index)
    {
        char letter = _letters[index];
        if (letter is 'a' or 'e' or 'i' or 'o' or 'u') { return false; }
        if (letter != 'y') { return true; }
        int first = index;
        while (first > 0 && _letters[first - 1] == 'y') { first--; }
        // Of a row of y, each is what the one before it is not.
        bool firstIs = first == 0 || _letters[first - 1] is 'a' or 'e' or 'i' or 'o' or 'u';
        return firstIs == ((index - first) % 2 == 0);
    }

    private bool HasVowel(int length)
    {
        for (int i = 0; i < length; i++)
        {
            if (!IsConsonant(i)) { return true; }
        }

        return false;
    }

    // How often a consonant follows a vowel in the first letters.
    private int Measure(int length)
    {
        int measure = 0;
        bool vowel = false;
        for (int i = 0; i < length; i++)
        {
            bool consonant = _letters[i] is not ('a' or 'e' or 'i' or 'o' or 'u') && (_letters[i] != 'y' || i == 0 || vowel);
            if (consonant && vowel) { measure++; }
            vowel = !consonant;
        }

        return measure;
    }

    private bool EndsInDoubleConsonant() => _length >= 2 && _letters[_length - 1] == _letters[_length - 2] && IsConsonant(_length - 1);

    // Consonant, vowel, consonant other than w, x, y; or the whole is vowel, consonant.
    private bool EndsShort(int length) =>
        (length >= 3 && IsConsonant(length - 3) && !IsConsonant(length - 2) && IsConsonant(length - 1) && _letters[length - 1] is not ('w' or 'x' or 'y'))
        || (length == 2 && !IsConsonant(0) && IsConsonant(1));
}
