/**
 * The values that every part of Posthorn speaks of: addresses, contents, verdicts, sets of UIDs.
 */
@NullMarked
package org.posthorn.kernel;

import org.jspecify.annotations.NullMarked;
