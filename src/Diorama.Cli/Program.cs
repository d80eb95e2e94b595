System.Console.WriteLine("diorama");
