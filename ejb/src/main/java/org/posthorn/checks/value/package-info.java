/** What checks have found. */
@NullMarked
package org.posthorn.checks.value;

import org.jspecify.annotations.NullMarked;
