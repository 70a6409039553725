/** What accounts may send, and in whose name. */
@NullMarked
package org.posthorn.submission.boundary;

import org.jspecify.annotations.NullMarked;
