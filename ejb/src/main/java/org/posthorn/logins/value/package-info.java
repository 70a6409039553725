/** Attempts to log in, and what is told about those who have to wait. */
@NullMarked
package org.posthorn.logins.value;

import org.jspecify.annotations.NullMarked;
