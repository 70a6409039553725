package org.posthorn.webapi.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A condition of a rule: some field whose name and value fit expressions, in lower case. */
public record HeaderPatternBody(
    @NotNull @Size(min = 1, max = 500) String name, @NotNull @Size(max = 500) String value) {}
