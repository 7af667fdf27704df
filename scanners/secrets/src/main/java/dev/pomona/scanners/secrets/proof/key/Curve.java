// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// The elliptic curves over prime fields that keys are made on (SEC 2, FIPS 186). Plain arithmetic, for checking keys
/// that
/// have leaked already: nothing here runs in constant time.
enum Curve {
    P256(
            "1.2.840.10045.3.1.7",
            "nistp256",
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            "-3",
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
            "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
            "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
    P384(
            "1.3.132.0.34",
            "nistp384",
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
            "-3",
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
            "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
            "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f"),
    P521(
            "1.3.132.0.35",
            "nistp521",
            "01ff" + "f".repeat(128),
            "-3",
            "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5"
                    + "d03bb5c9b8899c47aebb6fb71e91386409",
            "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8"
                    + "de3348b3c1856a429bf97e7e31c2e5bd66",
            "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad07"
                    + "61353c7086a272c24088be94769fd16650"),
    SECP256K1(
            "1.3.132.0.10",
            "secp256k1",
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
            "0",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
            "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
            "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8");

    private static final BigInteger THREE = BigInteger.valueOf(3);

    private final String oid;
    private final String sshName;
    private final BigInteger prime;
    private final BigInteger a;
    private final BigInteger order;
    private final BigInteger generatorX;
    private final BigInteger generatorY;

    Curve(String oid, String sshName, String prime, String a, String order, String x, String y) {
        this.oid = oid;
        this.sshName = sshName;
        this.prime = new BigInteger(prime, 16);
        this.a = new BigInteger(a, 16);
        this.order = new BigInteger(order, 16);
        this.generatorX = new BigInteger(x, 16);
        this.generatorY = new BigInteger(y, 16);
    }

    /// In Jacobian coordinates: x over the square of z, y over its cube. Only the last step has to divide, which is
    /// what
    /// takes long.
    private record Point(BigInteger x, BigInteger y, BigInteger z) {}

    /// The curve of that object identifier, or `null` when it is not among these.
    static @Nullable Curve byOid(String oid) {
        for (Curve curve : values()) {
            if (curve.oid.equals(oid)) return curve;
        }
        return null;
    }

    /// The curve that OpenSSH and PuTTY call so, or `null` when it is not among these.
    static @Nullable Curve bySshName(String name) {
        for (Curve curve : values()) {
            if (curve.sshName.equals(name)) return curve;
        }
        return null;
    }

    boolean isScalar(BigInteger secret) {
        return secret.signum() > 0 && secret.compareTo(order) < 0;
    }

    /// The public key to a secret in range: a 4, then both coordinates at full width.
    byte[] publicPoint(BigInteger secret) {
        Point sum = null;
        for (int bit = secret.bitLength() - 1; bit >= 0; bit--) {
            if (sum != null) sum = twice(sum);
            if (secret.testBit(bit)) sum = sum == null ? generator() : plusGenerator(sum);
        }
        if (sum == null) throw new IllegalArgumentException("the secret is not in range");
        BigInteger inverse = sum.z.modInverse(prime);
        BigInteger square = product(inverse, inverse);
        int width = (prime.bitLength() + 7) / 8;
        var point = new byte[1 + 2 * width];
        point[0] = 4;
        write(product(sum.x, square), point, 1 + width);
        write(product(sum.y, product(square, inverse)), point, 1 + 2 * width);
        return point;
    }

    private static void write(BigInteger number, byte[] to, int end) {
        byte[] bytes = number.toByteArray();
        for (int i = bytes.length - 1, at = end - 1; i >= 0 && (i > 0 || bytes[0] != 0); i--, at--) {
            to[at] = bytes[i];
        }
    }

    private Point generator() {
        return new Point(generatorX, generatorY, BigInteger.ONE);
    }

    private BigInteger product(BigInteger left, BigInteger right) {
        return left.multiply(right).mod(prime);
    }

    /// `null` is the point at infinity.
    private @Nullable Point twice(Point point) {
        if (point.y.signum() == 0) return null;
        BigInteger ySquare = product(point.y, point.y);
        BigInteger s = product(point.x, ySquare).shiftLeft(2);
        BigInteger zSquare = product(point.z, point.z);
        BigInteger slope = product(point.x, point.x).multiply(THREE).add(a.multiply(product(zSquare, zSquare)));
        BigInteger x = slope.multiply(slope).subtract(s.shiftLeft(1)).mod(prime);
        BigInteger fourth = product(ySquare, ySquare).shiftLeft(3);
        BigInteger y = slope.multiply(s.subtract(x)).subtract(fourth).mod(prime);
        return new Point(x, y, product(point.y, point.z).shiftLeft(1).mod(prime));
    }

    private @Nullable Point plusGenerator(Point point) {
        BigInteger zSquare = product(point.z, point.z);
        BigInteger across = product(generatorX, zSquare).subtract(point.x).mod(prime);
        BigInteger up =
                product(generatorY, product(zSquare, point.z)).subtract(point.y).mod(prime);
        if (across.signum() == 0) return up.signum() == 0 ? twice(point) : null;
        BigInteger square = product(across, across);
        BigInteger cube = product(square, across);
        BigInteger middle = product(point.x, square);
        BigInteger x =
                up.multiply(up).subtract(cube).subtract(middle.shiftLeft(1)).mod(prime);
        BigInteger y =
                up.multiply(middle.subtract(x)).subtract(point.y.multiply(cube)).mod(prime);
        return new Point(x, y, product(point.z, across));
    }
}
