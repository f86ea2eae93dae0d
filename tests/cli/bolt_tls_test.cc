// TLS between the program and a server whose certificate was made a moment ago, for "localhost".
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <signal.h>

#include "tests/cli/bolt_server.h"
#include "tests/cli/program.h"

namespace newsgraph::cli {
namespace {

using testing::Answer;
using testing::BoltServer;
using testing::Outcome;
using testing::Request;
using testing::ScriptFolder;
using testing::Serve;
using testing::Shell;

// A key, a certificate that it signed itself, and that in a file of the tests' folder.
class Certificate {
 public:
  Certificate() {
    X509_set_version(certificate_, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate_), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate_), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate_), 3600);
    X509_set_pubkey(certificate_, key_);
    X509_NAME* name = X509_get_subject_name(certificate_);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate_, name);
    X509_EXTENSION* names =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost");
    X509_add_ext(certificate_, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(certificate_, key_, EVP_sha256());
    SSL_CTX_use_certificate(context_, certificate_);
    SSL_CTX_use_PrivateKey(context_, key_);
    FILE* file = std::fopen(path().c_str(), "w");
    PEM_write_X509(file, certificate_);
    std::fclose(file);
  }
  ~Certificate() {
    SSL_CTX_free(context_);
    X509_free(certificate_);
    EVP_PKEY_free(key_);
  }
  Certificate(const Certificate&) = delete;
  SSL_CTX* context() { return context_; }
  std::string path() const { return ScriptFolder() + "/server.pem"; }

 private:
  EVP_PKEY* key_ = EVP_EC_gen("P-256");
  X509* certificate_ = X509_new();
  SSL_CTX* context_ = SSL_CTX_new(TLS_server_method());
};

Answer Count(const Request&) {
  return Answer::Rows({"n"}, 20'000,
                      [](bolt::Packer& out, uint64_t row) { out.Int(static_cast<int64_t>(row)); });
}

class BoltTls : public ::testing::Test {
 protected:
  void SetUp() override { signal(SIGPIPE, SIG_IGN); }
  Outcome Run(std::string_view scheme, std::string_view host, int port,
              std::string_view environment = "X=") {
    return Shell(Cat(environment, " $NG ", scheme, "://", host, ":", port, " -c 'RETURN 1'"));
  }
  Certificate certificate_;
  BoltServer server_{Serve({.answer = Count}), certificate_.context()};
};

TEST_F(BoltTls, ACertificateMustHoldUnlessAnyWillDo) {
  const std::string trusted = Cat("SSL_CERT_FILE=", certificate_.path());
  const Outcome good = Run("bolt+s", "localhost", server_.port(), trusted);
  EXPECT_EQ(good.code, 0) << good.err;
  EXPECT_EQ(good.out.substr(good.out.size() - 7), "\n19999\n");
  EXPECT_EQ(Run("neo4j+ssc", "127.0.0.1", server_.port()).code, 0);
  const Outcome strange = Run("bolt+s", "localhost", server_.port(), "SSL_CERT_FILE=/dev/null");
  EXPECT_EQ(strange.code, 4);
  EXPECT_NE(strange.err.find("certificate"), std::string::npos) << strange.err;
  const Outcome other = Run("bolt+s", "127.0.0.1", server_.port(), trusted);
  EXPECT_EQ(other.code, 4);
  EXPECT_NE(other.err.find("mismatch"), std::string::npos) << other.err;
}

TEST_F(BoltTls, OneSideAloneSpeaksIt) {
  const Outcome plain = Run("bolt", "127.0.0.1", server_.port());
  EXPECT_EQ(plain.code, 4);
  EXPECT_NE(plain.err.find("TLS"), std::string::npos) << plain.err;
  BoltServer without([](testing::Link& link) {
    link.Read(20);
    link.Send("HTTP/1.1 400 Bad Request\r\n");
  });
  const Outcome tls = Run("bolt+ssc", "127.0.0.1", without.port());
  EXPECT_EQ(tls.code, 4);
  EXPECT_NE(tls.err.find("no TLS with the server"), std::string::npos) << tls.err;
  BoltServer silent([](testing::Link& link) { link.Sleep(10'000); });
  EXPECT_EQ(Shell(Cat("$NG bolt+s://127.0.0.1:", silent.port(),
                      " -c 'RETURN 1' & pid=$!; sleep 0.2; kill -INT $pid; wait $pid"))
                .code,
            130);
}

}  // namespace
}  // namespace newsgraph::cli
