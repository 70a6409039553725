/** Tests of the mail log. */
@NullMarked
package org.posthorn.trace.boundary;

import org.jspecify.annotations.NullMarked;
