// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.python.RequirementsFile.Line;
import java.util.ArrayList;
import java.util.List;

/// Arguments of `pip install` that stand in other files, such as Conda's `environment.yml`.
public final class PipRequirement {

    private PipRequirement() {}

    /// What one argument names.
    ///
    /// @param components none for options and folders of the project
    /// @param problem why it could not be read; empty when it could
    public record Read(List<Component> components, String problem) {

        public Read {
            components = List.copyOf(components);
        }
    }

    /// Reads a requirement, an address, or an option with its value (`-r other.txt` names a file that is read
    /// on its own).
    public static Read read(String argument, Scope scope, Location at) {
        RequirementsFile file = RequirementsParser.parse(argument.replace('\n', ' '));
        List<Component> components = new ArrayList<>();
        for (Line line : file.lines()) {
            switch (line) {
                case Line.Required required -> {
                    Declared declared = Declared.of(required.requirement(), scope, at);
                    if (!declared.isLocal()) declared.component(Relation.DIRECT).ifPresent(components::add);
                }
                case Line.Linked linked ->
                    Requirements.linked(linked, scope, at).ifPresent(components::add);
                case Line.Included _ -> {}
            }
        }
        return new Read(components, String.join("; ", file.problems()));
    }

    /// When what a file asks for is needed, by the words in its name and its folder's.
    public static Scope scopeOfFile(String path) {
        return GroupScope.ofFile(path);
    }
}
