"""The first start: five steps that end in one new office file. Each step is a module; they know no file."""
