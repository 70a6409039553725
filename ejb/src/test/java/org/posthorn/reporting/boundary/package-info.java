/** Tests of what is sent. */
@NullMarked
package org.posthorn.reporting.boundary;

import org.jspecify.annotations.NullMarked;
