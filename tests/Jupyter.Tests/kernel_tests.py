"""The tests of Debian's jupyter-kernel-test for our kernel: a sample in C# for each but the pager, which the kernel has not."""
import os
import unittest

import jupyter_kernel_test


class CSharpKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = os.environ["KERNEL_NAME"]
    language_name = "C#"
    file_extension = ".cs"

    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("test");'
    completion_samples = [
        {"text": "Console.WriteL", "matches": {"WriteLine"}},
        {"text": "Math.Sq", "matches": {"Sqrt"}},
        {"text": 'var s = "text"; s.StartsW', "matches": {"StartsWith"}},
        {"text": "DateTime.UtcN", "matches": {"UtcNow"}},
    ]
    complete_code_samples = ["1", "1 + 1", 'Console.WriteLine("hello, world");', "int F(int x)\n{\n    return x * 2;\n}", "var f = (int x) => x * 2;"]
    incomplete_code_samples = ["int F(int x)\n{\n    return x * 2;", 'Console.WriteLine("a",', "if (true)", "/* not closed", "for (int i = 0; i < 3; i++)"]
    invalid_code_samples = ["import = 7q", "1 + ) 2", "class 5 { }"]
    code_generate_error = 'throw new InvalidOperationException("expected");'
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": "new[] { 1, 2, 3 }", "result": "[1, 2, 3]"},
        {"code": '"text"', "result": "text"},
        {"code": "new[] { new { a = 1 } }", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": "display(1);", "mime": "text/plain"},
        {"code": 'display("<b>bold</b>", "text/html");', "mime": "text/html"},
        {"code": 'display("# head", "text/markdown");', "mime": "text/markdown"},
        {"code": "display(new Dictionary<string, int> { [\"a\"] = 1 });", "mime": "text/html"},
    ]
    code_history_pattern = "1?+*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.Sqrt"
    code_clear_output = "clearOutput();"


if __name__ == "__main__":
    unittest.main()
