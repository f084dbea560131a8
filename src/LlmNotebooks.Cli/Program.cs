Console.WriteLine("llmnb");
