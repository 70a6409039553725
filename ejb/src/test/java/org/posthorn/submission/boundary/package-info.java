/** Tests of what accounts may send. */
@NullMarked
package org.posthorn.submission.boundary;

import org.jspecify.annotations.NullMarked;
