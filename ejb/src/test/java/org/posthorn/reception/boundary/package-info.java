/** Tests of who may send what to whom. */
@NullMarked
package org.posthorn.reception.boundary;

import org.jspecify.annotations.NullMarked;
