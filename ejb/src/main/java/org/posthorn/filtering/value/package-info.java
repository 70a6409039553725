/** Decisions about messages, and the settings they follow. */
@NullMarked
package org.posthorn.filtering.value;

import org.jspecify.annotations.NullMarked;
