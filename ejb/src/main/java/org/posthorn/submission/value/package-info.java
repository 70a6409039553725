/** What is said about what accounts may send. */
@NullMarked
package org.posthorn.submission.value;

import org.jspecify.annotations.NullMarked;
